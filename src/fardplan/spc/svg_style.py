"""The look of a drawing that leaves the house: the classes of fardplan.css section 7 with its light colours, embedded."""

FONT = '"Source Sans 3", "Segoe UI", system-ui, sans-serif'
STYLE = f"""text {{ font-family: {FONT}; font-variant-numeric: tabular-nums lining-nums; }}
.k-sheet {{ fill: #ffffff; }} .k-h {{ fill: #23221f; font-size: 17px; font-weight: 600; }} .k-h2 {{ fill: #23221f; font-size: 15px; font-weight: 600; }}
.k-ax {{ stroke: #23221f; stroke-width: 1; }} .k-grid {{ stroke: #dcd8cf; stroke-width: 1; }}
.k-t {{ fill: #58554e; font-size: 13px; }} .k-tb {{ fill: #23221f; font-size: 13px; font-weight: 600; }} .k-td {{ fill: #23221f; font-size: 13px; }}
.k-halo {{ paint-order: stroke; stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round; }}
.k-l1 {{ fill: none; stroke: #14506b; stroke-width: 2.25; stroke-linejoin: round; }} .k-p1 {{ fill: #14506b; stroke: #ffffff; stroke-width: 1.5; }}
.k-sig {{ fill: #ffffff; stroke: #b04a17; stroke-width: 2.5; }} .k-cl {{ stroke: #14506b; stroke-width: 1.25; }}
.k-lim {{ stroke: #14506b; stroke-width: 1.25; stroke-dasharray: 2 4; }} .k-band {{ fill: #e4edf1; opacity: .65; }}
.k-ev {{ stroke: #b04a17; stroke-width: 1.5; }} .k-evt {{ fill: #b04a17; font-size: 13px; font-weight: 600; }}
.m-k0 {{ fill: #ffffff; stroke: #8b867b; stroke-width: 1; }}"""
