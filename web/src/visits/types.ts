/** What the edge answers about showrooms, visits and leads; distances, states and sentences are the back office's. */

export interface Dealer {
  dealer_id: string;
  name: string;
  city: string;
  address: string;
  phone: string;
  opening_hours: string;
  /** Degrees (WGS 84). */
  latitude: string;
  longitude: string;
  services: { key: string; name: string }[];
}

export interface NearDealer extends Dealer {
  distance_m: number;
  distance_zh: string;
  open_now: boolean;
  open_zh: string;
}

export interface Origin {
  name: string;
  city: string | null;
  latitude: string;
  longitude: string;
}

export interface Nearest {
  origin: Origin;
  items: NearDealer[];
}

/** Where somebody is, or a place as he names it. */
export type Asked = { place: string } | { latitude: number; longitude: number };

export type VisitKind = 'test_drive' | 'showroom';

export interface Visit {
  visit_no: string;
  kind: VisitKind;
  kind_zh: string;
  state: 'BOOKED' | 'CANCELLED' | 'PAST';
  state_zh: string;
  dealer: Dealer;
  vehicle: string | null;
  starts_at: string;
  ics_url: string;
  bring: string[];
  lead_no: string | null;
  what: string;
  next: string;
}

export interface Lead {
  lead_no: string;
  intent_zh: string;
  status: string;
  status_zh: string;
  dealer_name: string;
  vehicle: string | null;
  sent: { label: string; value: string }[];
  consent: { granted_at: string; version: string; stands: boolean; told: string } | null;
  created_at: string;
  delivered_at: string | null;
  expires_on: string;
  can_revoke: boolean;
  next: string;
}

export interface Items<T> {
  items: T[];
}
