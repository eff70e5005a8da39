import json, os
from urllib.request import urlopen

with urlopen(os.environ["BRUSIO"] + "/api/v1/states?category=mail") as answer:
    said = json.load(answer)
if said["stale"]:
    print("nobody knows how it is now")
for one in said["states"]:
    # Who only follows somebody else's incident is in no trouble of its own.
    state = "follows another" if one["cause"] == "collateral" else one["state"]
    print(said["mode"], one["name"], state)
