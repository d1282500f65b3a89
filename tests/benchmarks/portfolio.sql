-- :loans running loans of as many customers, who are there already; their due days spread evenly over 28
-- days; every hundredth will not pay.
INSERT INTO loans (contract_no, customer_id, product_key, state, principal, annual_rate_pct, months,
    terms, vehicle, due_day, activated_on, activated_at, autopay)
SELECT 'B' || lpad(CAST(n AS text), 9, '0'), 'U' || n, 'AXD', 'ACTIVE', 9000.00, 4.99, 3,
    '{"method"\: "equal_instalment"}', '{"name"\: "B"}', 1 + n % 28, '2026-11-01', '2026-11-01T02\:00Z', true
FROM generate_series(1, :loans) n;
INSERT INTO schedule_versions (contract_no, version, in_force_from, reason, made_at)
SELECT contract_no, 1, activated_on, 'activation', activated_at FROM loans;
INSERT INTO schedule_instalments (contract_no, version, period, due_date, payment, principal, interest,
    balance, balloon)
SELECT contract_no, 1, k, make_date(2026 + (11 + k) / 13, 1 + (10 + k) % 12, due_day), 3025.00, 3000.00,
    25.00, 9000.00 - 3000.00 * k, 0
FROM loans CROSS JOIN generate_series(1, 3) k;
INSERT INTO ledger_entries (contract_no, reference, kind, booked_on, booked_at)
SELECT contract_no, contract_no || '\:loan', 'activation', activated_on, activated_at FROM loans;
INSERT INTO ledger_postings (entry_no, account, amount)
SELECT entry_no, side.account, side.amount FROM ledger_entries
CROSS JOIN (VALUES ('loan_receivable', 9000.00), ('bank', -9000.00)) AS side (account, amount);
INSERT INTO loan_standings (contract_no, version, principal, last_entry_no)
SELECT contract_no, 1, 9000.00, entry_no FROM ledger_entries;
INSERT INTO loan_mandates (contract_no, from_day, bank_name, tail)
SELECT contract_no, activated_on, 'B', '0000' FROM loans;
INSERT INTO sandbox_bank_orders (contract_no, event, code)
SELECT contract_no, 'debit_failed', 'INSUFFICIENT_FUNDS' FROM loans WHERE contract_no LIKE '%00';
INSERT INTO rolled_days (day, stage) VALUES ('2026-11-30', 4);
