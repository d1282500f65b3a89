import type {
  Action,
  CashOrLoan,
  Dealer,
  DocumentItem,
  Need,
  Quote,
  QuoteData,
  Receipt,
  Recommended,
  VehicleItem,
} from '../contract/cards';

/*
 * The contract says "at least". These further members are drawn when they are there; every card
 * stands without them. A nested action is signed by the edge like the card's own.
 */

export type PricedPlan = Quote & { vehicle_name?: string | null; trim_name?: string | null };

export type QuoteCardData = QuoteData & {
  quote: PricedPlan;
  /** The catch: what this plan costs or binds to, in plain words. */
  cautions?: string[];
  /** Fixed sentences that the rules want beside a price. */
  disclosures?: string[];
};

export type RecommendedPlan = Recommended & { quote: PricedPlan; action?: Action };

export type CorrectableNeed = Need & { options?: Action[] };

export type PicturedVehicle = VehicleItem & {
  trim_name?: string;
  powertrain_zh?: string;
  seats?: number;
  range_cltc_km?: number | null;
  range_ev_km?: number | null;
  tags?: string[];
  /** The price is that of the cheapest of several versions. */
  lowest?: boolean;
  action?: Action;
};

export type CashCase = CashOrLoan & {
  verdict?: 'cash' | 'loan' | 'even';
  points?: string[];
  quote?: PricedPlan;
};

export type ReachableDealer = Dealer & { phone?: string; opening_hours?: string };

export type NamedDocument = DocumentItem & {
  label?: string;
  title?: string;
  /** How it stands in words, where it is not a paper that is handed in. */
  status_zh?: string;
};

export type FiledReceipt = Receipt & { rows?: { label: string; value: string }[] };
