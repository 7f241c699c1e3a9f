-- No row: this shard does not own the range. A first column of null: there is no such book here.
select b.last_posting_number, t.transfer_id is not null, d.ciphertext_hash, d.retain_until
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join ledger.transfer t on t.user_number = b.user_number and t.transfer_id = $3
left join ledger.document d on d.user_number = t.user_number and d.transfer_id = t.transfer_id
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
