update ledger.account
set wallet = wallet + case when user_number = $1 then -$3 else $3 end,
    sent = sent + case when user_number = $1 then $3 else 0 end,
    received = received - case when user_number = $1 then 0 else $3 end
where user_number in ($1, $2) and asset = 'EUR'
