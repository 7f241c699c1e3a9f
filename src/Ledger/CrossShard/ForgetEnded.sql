delete from ledger.stuck_transfer s
using ledger.transfer t
where t.user_number = s.user_number and t.transfer_id = s.transfer_id and t.state <> 'in-transit'
