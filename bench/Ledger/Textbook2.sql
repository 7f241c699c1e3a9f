-- Both books, ascending, so that opposite transfers do not deadlock; the payer's funds are looked at by the caller.
select b.user_number, b.last_posting_number, a.wallet, a.minimum
from ledger.book b
left join ledger.account a on a.user_number = b.user_number and a.asset = 'EUR'
where b.user_number in ($1, $2)
order by b.user_number
for update of b
