import { describe, expect, it } from 'vitest';
import { placeOf, roughly, visitsAddress } from './asked';
import { mapAddress } from './dealers/mapAddress';
import type { Dealer } from './types';

describe('the place that an address names', () => {
  it('is read back as it was written', () => {
    const address = visitsAddress('上海浦东');
    expect(placeOf(address.slice(address.indexOf('?')))).toEqual({ place: '上海浦东' });
    expect(placeOf('')).toBeNull();
    expect(placeOf('?place=%20')).toBeNull();
  });
});

describe('a position', () => {
  it('is told no more exactly than a distance needs', () => {
    expect(roughly({ latitude: 31.230416, longitude: 121.473701 })).toEqual({
      latitude: 31.23,
      longitude: 121.474,
    });
  });
});

describe('the map application', () => {
  const dealer = { name: '霁川（一店）', latitude: '31.235000', longitude: '121.512000' } as Dealer;
  it('is opened as the device knows it', () => {
    expect(mapAddress(dealer, 'iPhone; CPU iPhone OS 18')).toMatch(/^maps:\?ll=31\.235,121\.512&q=%E9/);
    expect(mapAddress(dealer, 'Linux; Android 14')).toMatch(/^geo:31\.235,121\.512\?q=31\.235,121\.512\(%E9/);
  });
});
