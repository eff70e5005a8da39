curl -s "$BRUSIO/api/v1/states.csv?category=mail&fields=name,state,cause"
