import json, os
from urllib.request import urlopen

cursor = ""
while cursor is not None:
    with urlopen(os.environ["BRUSIO"] + "/api/v1/incidents?limit=2" + cursor) as page:
        said = json.load(page)
    for one in said["incidents"]:
        if any(each["type"] == "withdrawn" for each in one["corrections"]):
            continue
        print(one["name"], one["started_at"], one["resolved_at"] or "goes on")
    cursor = said["next"] and "&cursor=" + said["next"]
