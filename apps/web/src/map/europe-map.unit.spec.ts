import { describe, expect, it } from '@jest/globals';
import { shadesTo } from './europe-map.js';

describe('the shades of the map', () => {
  it.each([
    [1, [1]],
    [5, [1, 2, 3, 4]],
    [32, [1, 2, 4, 8, 16]],
    [3125, [1, 5, 25, 125, 625]],
  ])('to %i begin at %j: in equal proportions, and none is beyond the largest count', (largest, steps) => {
    expect(shadesTo(largest)).toEqual(steps);
  });
});
