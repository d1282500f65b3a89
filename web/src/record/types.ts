/** The record as the back office answers it. */
export interface RecordItem {
  name: string;
  label: string;
  value: string;
  source: string;
  since: string | null;
  correct_at: string | null;
}

export interface RecordSection {
  section: string;
  title: string;
  purpose: string;
  kept: string;
  items: RecordItem[];
}

export interface CustomerRecord {
  sections: RecordSection[];
  excluded: string;
}

export interface DeletionPart {
  what: string;
  count: number;
  why: string | null;
  until: string | null;
}

export interface Deletion {
  goes: DeletionPart[];
  stays: DeletionPart[];
  note: string;
}

export interface RecordReceipt {
  request_no: string;
  what: string;
  effective: string;
  next: string;
}
