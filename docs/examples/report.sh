# An own id (UUIDv7) makes it harmless to send it again when no answer came.
curl -s "$BRUSIO/api/v1/reports" -H 'Content-Type: application/json' \
  -d '{"provider": "libero-mail", "problem": "cannot-receive"}'
