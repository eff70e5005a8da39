# The last day, hour by hour, as a table.
curl -s "$BRUSIO/api/v1/providers/libero-mail/series.csv?interval=1h"
