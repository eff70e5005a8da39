# With the ETag of the last time, 304 and no body while nothing has changed.
curl -s --etag-save etag.txt --etag-compare etag.txt "$BRUSIO/api/v1/providers/libero-mail"
