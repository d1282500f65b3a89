export type LeaseChoiceName = 'return' | 'buyout' | 'renew';

export interface LeaseChoice {
  choice: LeaseChoiceName;
  amount: string;
  note: string;
  label?: string | null;
  monthly_payment?: string | null;
  last_payment?: string | null;
  total_interest?: string | null;
  months?: number | null;
  steps?: string[];
}

export interface DamageLine {
  item: string;
  free: string;
  fee: string;
}

export interface LeaseDealer {
  dealer_id: string;
  name: string;
  city: string;
  address: string;
  slots: string[];
}

export interface LeaseFigures {
  residual: string;
  lease_end: string;
  contract_km: number | null;
  current_km: number | null;
  excess_km: number | null;
  tolerance_km?: number | null;
  excess_km_fee: string | null;
  km_note?: string | null;
  choices: LeaseChoice[];
  damage_guide?: DamageLine[];
  photo_guide?: string[];
  plate_note?: string | null;
  dealers?: LeaseDealer[];
}
