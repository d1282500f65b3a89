import { describe, expect, it } from 'vitest';
import { beginWith, downBounds, isOffered, requestOf, withProduct, withVehicle } from './plan';
import type { Catalogue } from './plan';

const trim = (key: string, price: string) => ({ trim_key: key, name: key, price });
const catalogue: Catalogue = {
  vehicles: [
    { vehicle_key: 'qinghe', name: '青禾', trims: [trim('q-1', '79800.00')], product_keys: ['AXD', 'LX24'] },
    { vehicle_key: 'tinglan', name: '听澜', trims: [trim('t-1', '219800.00')], product_keys: ['AXD', 'SXZ'] },
  ],
  products: [
    {
      product_key: 'AXD',
      name: '安心贷',
      type: 'equal_instalment',
      type_zh: '等额本息',
      terms: [12, 24, 36, 48, 60],
      down_payment_pct: { min: '20', max: '80' },
    },
    {
      product_key: 'LX24',
      name: '零息贷',
      type: 'equal_instalment',
      type_zh: '厂商全额贴息',
      terms: [12, 24],
      down_payment_pct: { min: '40', max: '80' },
    },
    {
      product_key: 'SXZ',
      name: '随心租',
      type: 'finance_lease',
      type_zh: '直租',
      terms: [24, 36],
      down_payment_pct: { min: '10', max: '30' },
      lease: { annual_km: [15000, 20000] },
    },
  ],
};
const begun = beginWith(catalogue, {});

describe('the calculator', () => {
  it('begins with something that can be priced', () => {
    expect(requestOf(begun)).toMatchObject({
      product_key: 'AXD',
      term_months: 36,
      trim_key: 'q-1',
      down_payment_pct: '30',
    });
  });

  it('begins with the plan on the table, down payment as an amount', () => {
    const plan = {
      product_key: 'SXZ',
      term_months: 24,
      vehicle_key: 'tinglan',
      trim_key: 't-1',
      price: '219800.00',
      down_payment: '43960.00',
    };
    expect(requestOf(beginWith(catalogue, { plan: plan as never }))).toMatchObject({
      product_key: 'SXZ',
      term_months: 24,
      down_payment: '43960.00',
      annual_km: 15000,
    });
  });

  it('moves term and share to the nearest that another product offers', () => {
    const moved = withProduct(catalogue, begun, 'LX24');
    expect(moved).toMatchObject({ term: 24, down: { kind: 'pct', value: '40' } });
  });

  it('leaves a product behind that the new car does not have', () => {
    const moved = withVehicle(catalogue, withProduct(catalogue, begun, 'LX24'), 'tinglan');
    expect(moved).toMatchObject({ vehicleKey: 'tinglan', trimKey: 't-1', productKey: 'AXD' });
    const [tinglan, lx24] = [catalogue.vehicles[1], catalogue.products[1]];
    expect(lx24 && isOffered(lx24, tinglan)).toBe(false);
  });

  it('asks nothing of the back office while something is half typed', () => {
    expect(requestOf({ ...begun, price: '' })).toBeNull();
    expect(requestOf({ ...begun, down: { kind: 'amount', value: '12.' } })).toBeNull();
    expect(requestOf({ ...begun, term: 0 })).toBeNull();
  });

  it('sends what was typed as text with two decimals, never through a number', () => {
    const typed = { ...begun, price: '123456789.1', down: { kind: 'amount' as const, value: '0.3' } };
    expect(requestOf(typed)).toMatchObject({ price: '123456789.10', down_payment: '0.30' });
  });

  it('narrows the slider by what a refusal allows', () => {
    const [axd] = catalogue.products;
    expect(downBounds(axd, {})).toEqual({ min: 20, max: 80 });
    expect(downBounds(axd, { min_pct: '25', max_pct: '60' })).toEqual({ min: 25, max: 60 });
  });
});
