# This counts where the instance is live: try it on a replay or on your own, or press what you have seen.
# An own id (UUIDv7) makes it harmless to send it again when no answer came.
curl -s "$BRUSIO/api/v1/reports" -H 'Content-Type: application/json' \
  -d '{"provider": "libero-mail", "problem": "cannot-receive"}'
