using System.Globalization;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Passes;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Audit.Packages.Delivery;

/// <summary>
/// Sends the packages to one institution in the order of their numbers, the next when a receipt for the one before is
/// kept or it was given up. How often a package was tried, and when it will be again, stands in the register: a restart
/// goes on where it was. Any number of hosts may run it at once: the institution knows a package by its id.
/// </summary>
internal sealed class DeliveryPass(RegionLedger ledger, InstitutionClient client, IObjectStore objects) : IPass
{
    private static readonly string ReadNext = SqlFile.Read<DeliveryPass>("ReadNext.sql");
    private static readonly string MarkDelivered = SqlFile.Read<DeliveryPass>("MarkDelivered.sql");
    private static readonly string MarkFailed = SqlFile.Read<DeliveryPass>("MarkFailed.sql");

    private readonly Institution institution = client.Institution;

    public string Name => "audit-delivery";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        if (await ReadNextAsync(cancellation) is not { } next)
        {
            return new PassResult(0, false);
        }

        if (next.TryAt > ledger.Time.GetUtcNow())
        {
            return new PassResult(0, false) { HeldBackBy = next.Failure };
        }

        if (await objects.GetAsync(new ObjectKey(next.ObjectKey), cancellation) is not { } file)
        {
            return new PassResult(0, false)
            {
                HeldBackBy = $"the object {next.ObjectKey}, which is missing; put back a copy of it",
            };
        }

        var id = PackageHead.IdOf(ledger.Router.Region, institution.Name, next.Number);
        var answer = await client.SendPackageAsync(id, next.Head, file, cancellation);
        if (answer.Receipt is { } receipt)
        {
            await MarkAsync(MarkDelivered, next.Number, cancellation, ledger.Time.GetUtcNow(), receipt);
            return new PassResult(1, true);
        }

        var tries = next.TryCount + 1;
        await MarkAsync(
            MarkFailed,
            next.Number,
            cancellation,
            tries,
            ledger.Time.GetUtcNow() + DeliveryPause.After(tries, (decimal)Random.Shared.NextDouble()),
            string.Create(CultureInfo.InvariantCulture, $"{id} (try {tries} of {institution.Tries}): {answer.Failure}"),
            tries >= institution.Tries ? "dead" : "stored");
        return new PassResult(0, tries >= institution.Tries);
    }

    private async Task<NextDelivery?> ReadNextAsync(CancellationToken cancellation)
    {
        await using var command = ledger.Router.RegisterForWork.CreateCommand(ReadNext);
        command.Parameters.AddWithValue(institution.Name);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new NextDelivery(
                reader.GetInt64(0),
                reader.GetFieldValue<byte[]>(1),
                reader.GetString(2),
                reader.GetInt32(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.IsDBNull(5) ? null : reader.GetString(5))
            : null;
    }

    private async Task MarkAsync(
        string sql, long number, CancellationToken cancellation, params object[] values)
    {
        await using var command = ledger.Router.RegisterForWork.CreateCommand(sql);
        command.Parameters.AddWithValue(institution.Name);
        command.Parameters.AddWithValue(number);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    private sealed record NextDelivery(
        long Number, byte[] Head, string ObjectKey, int TryCount, DateTimeOffset TryAt, string? Failure);
}
