curl -s "$BRUSIO/api/v1/incidents?open=true&fields=id,name,state,started_at,cause"
