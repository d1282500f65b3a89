/** The parts of a cost sheet as they are shown; every figure and every word is the back office's. */

export interface CostLine {
  label: string;
  value: string;
}

export interface CostItem {
  item: string;
  collector: string;
  basis: string;
  amount: string;
  annualised?: string | null;
  when: string;
}

export interface CostBlock {
  title: string;
  lines?: CostLine[];
  items?: CostItem[];
  notes?: string[];
}

export interface CostSheet {
  statement: string;
  blocks: CostBlock[];
}

export interface CostAnswer {
  sheet: CostSheet;
  text_hash: string;
  version?: string;
  min_seconds: number;
  irr_pct: string;
  /** This person has confirmed this very sheet already. */
  confirmed_at?: string | null;
}
