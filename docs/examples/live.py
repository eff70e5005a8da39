import json, os
from urllib.request import urlopen

with urlopen(os.environ["BRUSIO"] + "/api/v1/live.sse?topics=states", timeout=30) as stream:
    for line in stream:
        if not line.startswith(b"data: "):
            continue
        message = json.loads(line.removeprefix(b"data: "))
        for one in message.get("data", {}).get("states", []):
            print(message["type"], message["seq"], one["slug"], one["state"], flush=True)
