using Domicile.Ledger.Privacy.Requests;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>
/// The orders of one region's erasures, in its register. Codes come in as keyed hashes. Lives as long as its data
/// source; safe for many callers at once.
/// </summary>
internal sealed class ErasureOrders(NodePool register, string region)
{
    /// <summary>Orders of one reading.</summary>
    public const int OrdersMax = 100;

    /// <summary>The books cannot let somebody go who owes them money.</summary>
    public const string BalanceNegative = "balance-negative";

    private static readonly string ReadSql = SqlFile.Read<ErasureOrders>("ReadOrders.sql");
    private static readonly string OrderSql = SqlFile.Read<ErasureOrders>("OrderErasure.sql");
    private static readonly string ConsentSql = SqlFile.Read<ErasureOrders>("ConsentToErasure.sql");
    private static readonly string RefuseSql = SqlFile.Read<ErasureOrders>("RefuseOrder.sql");
    private static readonly string KeepCodeSql = SqlFile.Read<ErasureOrders>("KeepCode.sql");
    private static readonly string FindClaimSql = SqlFile.Read<ErasureOrders>("FindClaim.sql");

    /// <summary>Null when there is none of this id.</summary>
    public async Task<ErasureOrder?> FindAsync(Guid requestId, CancellationToken cancellation) =>
        (await ReadAsync(requestId, null, 1, cancellation)).SingleOrDefault();

    /// <summary>The user's newest; null when there never was one.</summary>
    public async Task<ErasureOrder?> FindAsync(UserId user, CancellationToken cancellation) =>
        (await ReadAsync(null, user.Number, 1, cancellation)).SingleOrDefault();

    /// <summary>The oldest of those that go on and are not done.</summary>
    public Task<IReadOnlyList<ErasureOrder>> ReadUnfinishedAsync(CancellationToken cancellation) =>
        ReadAsync(null, null, OrdersMax, cancellation);

    /// <summary>Orders an erasure, or finds the one that is there; a code is used up in the same commit.</summary>
    /// <param name="requestId">Of the order, if there is none yet.</param>
    /// <param name="hashes">
    /// Of the claim code, null when the balance is paid out; of the user's one-time code, null when somebody else asks.
    /// </param>
    public async Task<OrderVerdict> OrderAsync(
        Guid requestId,
        ErasureRequest request,
        (byte[]? Claim, byte[]? Code) hashes,
        DateTimeOffset at,
        CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(OrderSql);
        command.Parameters.AddWithValue(requestId);
        command.Parameters.AddWithValue(request.User.Number);
        command.Parameters.AddWithValue(request.AskedBy);
        command.Parameters.AddWithValue(request.AskedByRole);
        command.Parameters.AddWithValue(request.Reason);
        command.Parameters.AddWithValue(request.Balance);
        command.Parameters.Add(Bytes(hashes.Claim));
        command.Parameters.Add(Bytes(hashes.Code));
        command.Parameters.AddWithValue(at);
        command.Parameters.AddWithValue(TimeLimit.Of(at));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new OrderVerdict(
            reader.GetString(0),
            reader.GetGuid(1),
            await reader.IsDBNullAsync(2, cancellation) ? 0 : reader.GetInt32(2));
    }

    /// <returns><c>consented, known, own</c> or <c>unknown</c>.</returns>
    public async Task<string> ConsentAsync(
        Guid requestId, string by, string role, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ConsentSql);
        command.Parameters.AddWithValue(requestId);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(role);
        command.Parameters.AddWithValue(at);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Ends an order because the books cannot let the user go.</summary>
    public async Task RefuseAsync(Guid requestId, string refusal, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(RefuseSql);
        command.Parameters.AddWithValue(requestId);
        command.Parameters.AddWithValue(refusal);
        command.Parameters.AddWithValue(at);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Keeps a user's one-time code in place of the one before.</summary>
    public async Task KeepCodeAsync(
        UserId user, byte[] hash, (DateTimeOffset ExpiresAt, int Tries, string By) code, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(KeepCodeSql);
        command.Parameters.AddWithValue(user.Number);
        command.Parameters.AddWithValue(hash);
        command.Parameters.AddWithValue(code.ExpiresAt);
        command.Parameters.AddWithValue(code.Tries);
        command.Parameters.AddWithValue(code.By);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whose money a claim code stands for; null when it is none.</summary>
    public async Task<UserId?> FindClaimAsync(byte[] hash, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(FindClaimSql);
        command.Parameters.AddWithValue(hash);
        return await command.ExecuteScalarAsync(cancellation) is long number ? new UserId(region, number) : null;
    }

    private async Task<IReadOnlyList<ErasureOrder>> ReadAsync(
        Guid? requestId, long? user, int countMax, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadSql);
        command.Parameters.Add(
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)requestId ?? DBNull.Value });
        command.Parameters.Add(
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)user ?? DBNull.Value });
        command.Parameters.AddWithValue(countMax);
        var orders = new List<ErasureOrder>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            orders.Add(OrderRow.Read(reader, region));
        }

        return orders;
    }

    private static NpgsqlParameter Bytes(byte[]? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = (object?)value ?? DBNull.Value };
}
