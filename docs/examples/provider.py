import json, os
from urllib.error import HTTPError
from urllib.request import Request, urlopen

url = os.environ["BRUSIO"] + "/api/v1/providers/libero-mail"
with urlopen(url) as answer:
    said, etag = json.load(answer), answer.headers["ETag"]
print(said["provider"]["name"], said["verdict"]["state"], said["verdict"]["since"] or "")
try:
    # With the ETag of the last time, 304 and no body while nothing has changed.
    with urlopen(Request(url, headers={"If-None-Match": etag})) as answer:
        print(answer.status, answer.headers["RateLimit"])
except HTTPError as error:
    if error.code != 304:
        raise
    print(error.code, error.headers["RateLimit"])
