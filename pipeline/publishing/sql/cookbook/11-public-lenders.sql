-- Which governments and public bodies lend, and to whom?
SELECT lender.name AS lender, recipient.name AS recipient, d.value_amount, d.value_currency, d.date
FROM deal_parties lender
JOIN deals d USING (deal_id)
LEFT JOIN deal_parties recipient ON recipient.deal_id = d.deal_id AND recipient.role IN ('recipient', 'target')
WHERE lender.role = 'lender' AND lender.party_type IN ('country', 'government_body', 'bloc')
ORDER BY d.date DESC NULLS LAST, lender, recipient
LIMIT 10
