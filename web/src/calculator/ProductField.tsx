import { isOffered, vehicleOf, withProduct } from './plan';
import type { Catalogue, Plan } from './plan';
import { wording } from './wording';

interface ProductFieldProps {
  catalogue: Catalogue;
  plan: Plan;
  onChange: (plan: Plan) => void;
}

/** The products as a group of radio buttons; those not offered for the car say so. */
export function ProductField({ catalogue, plan, onChange }: ProductFieldProps) {
  const vehicle = vehicleOf(catalogue, plan);
  return (
    <fieldset className="products">
      <legend className="field-label">{wording.product}</legend>
      <div className="products__list">
        {catalogue.products.map((each) => {
          const offered = isOffered(each, vehicle);
          const chosen = each.product_key === plan.productKey;
          return (
            <label key={each.product_key} className={look(offered, chosen)}>
              <input
                type="radio"
                name="product"
                value={each.product_key}
                checked={chosen}
                disabled={!offered}
                onChange={() => onChange(withProduct(catalogue, plan, each.product_key))}
              />
              <span className="product__name">{each.name}</span>
              <span className="product__type">{offered ? shortType(each.type_zh) : wording.notOffered}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function look(offered: boolean, chosen: boolean): string {
  return `product${offered ? '' : ' product--shut'}${chosen ? ' product--chosen' : ''}`;
}

function shortType(type: string): string {
  return type.replace(/[（(].*$/, '');
}
