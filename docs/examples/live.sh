curl -sN "$BRUSIO/api/v1/live.sse?topics=states"
