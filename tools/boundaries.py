"""Make the compact boundaries of municipalities that the map is drawn from: codes and rings, no names.

    python -m tools.boundaries okfse_swedish_municipalities.geojson src/fardplan/indicators/boundaries/municipalities.json

Projected flat (Sweden's mean latitude), kilometres times ten as whole numbers, points closer than 300 metres dropped.
"""

import json
import math
import sys
from pathlib import Path

MIDDLE = math.cos(math.radians(62.5))
NEAR = 3


def main(source, target):
    out = {}
    for feature in json.loads(Path(source).read_text(encoding="utf-8"))["features"]:
        code = str(feature["properties"]["id"]).zfill(4)
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [ring(polygon[0]) for polygon in polygons]
        out[code] = [each for each in rings if len(each) >= 6]
    Path(target).write_text(json.dumps(dict(sorted(out.items())), separators=(",", ":")) + "\n", encoding="utf-8")
    print(len(out))


def ring(points):
    flat, last = [], None
    for longitude, latitude, *_rest in points:
        at = (round((longitude - 10) * 1113.2 * MIDDLE), round((70 - latitude) * 1113.2))
        if last is None or abs(at[0] - last[0]) + abs(at[1] - last[1]) >= NEAR:
            flat += at
            last = at
    return flat


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
