import csv, io, os
from urllib.request import urlopen

with urlopen(os.environ["BRUSIO"] + "/api/v1/providers/libero-mail/series.csv?interval=1h") as answer:
    table = csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline=""))
    for row in table:
        # Empty is a gap, in which nobody listened: it is no zero.
        print(row["t"], row["problems"] or "not known", "usual", row["expected"] or "not known")
