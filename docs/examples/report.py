# This counts where the instance is live: try it on a replay or on your own, or press what you have seen.
import json, os
from urllib.request import Request, urlopen

body = json.dumps({"provider": "libero-mail", "problem": "cannot-receive"}).encode()
headers = {"Content-Type": "application/json"}
with urlopen(Request(os.environ["BRUSIO"] + "/api/v1/reports", body, headers)) as answer:
    said = json.load(answer)
# `repeat`: this reporter has a voice in this half hour already.
print(said["provider"], said["outcome"], said["counted"])
