-- Every transfer in the books of these users, with what its postings did to the user's wallet.
-- $1: the users' numbers.
select t.user_number, t.transfer_id, t.side::text, t.state::text, t.amount,
    coalesce(sum(case
        when p.credit = 'wallet' then p.amount
        when p.debit = 'wallet' then -p.amount
        else 0
    end), 0)::bigint
from ledger.transfer t
left join ledger.posting p on p.user_number = t.user_number and p.transfer_id = t.transfer_id
where t.user_number = any ($1)
group by t.user_number, t.transfer_id
