using System.Text.Json;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Export;

/// <summary>
/// Everything held of one user, table by table as the catalogue names them, written as it is read. Bounded in memory
/// whatever the user has. Lives as long as the ledger.
/// </summary>
public sealed class UserExport
{
    private readonly ExportPages pages;
    private readonly ExportCells cells;
    private readonly LedgerOptions options;

    internal UserExport(UserShards shards, (NodePool Register, NodePool Keys) nodes,
        (UserKeys Keys, AssetRegistry Assets) readers, LedgerOptions options)
    {
        pages = new ExportPages(shards, nodes.Register, nodes.Keys);
        cells = new ExportCells(readers.Keys, readers.Assets);
        this.options = options;
    }

    /// <summary>Writes the export to its end; one that had to stop in the middle ends with the reason.</summary>
    /// <param name="user">A user of this region.</param>
    /// <returns>The end as it was written.</returns>
    public async Task<ExportEnd> RunAsync(UserId user, IExportForm form, CancellationToken cancellation)
    {
        var retention = options.Retention;
        await form.BeginAsync(
            new ExportHead(
                user,
                options.Time.GetUtcNow(),
                new(retention.Books, retention.Books, retention.AccessLog, retention.Requests)),
            cancellation);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var recipients = new HashSet<ExportRecipient>();
        string? problem = null;
        foreach (var table in ExportPlan.Tables)
        {
            counts[table.Name] = 0;
            problem = await WriteAsync(table, user, async row =>
            {
                counts[table.Name]++;
                Note(recipients, user, row);
                await form.WriteAsync(row, cancellation);
            }, cancellation);
            if (problem is not null)
            {
                break;
            }
        }

        var told = recipients.OrderBy(one => one.Kind, StringComparer.Ordinal)
            .ThenBy(one => one.Name, StringComparer.Ordinal);
        var end = new ExportEnd(counts, [.. told], problem);
        await form.EndAsync(end, cancellation);
        return end;
    }

    /// <summary>Null when the table was written to its end.</summary>
    private async Task<string?> WriteAsync(
        ExportTable table, UserId user, Func<ExportRow, Task> write, CancellationToken cancellation)
    {
        for (string? place = null; ;)
        {
            var page = await pages.ReadAsync(table, user, place, cancellation);
            if (!page.IsDone)
            {
                return page.Refusal.Detail;
            }

            foreach (var content in page.Value.Contents)
            {
                using var row = JsonDocument.Parse(content);
                ExportRow read;
                try
                {
                    read = await cells.ReadAsync(table, user, row.RootElement, cancellation);
                }
                catch (Exception e) when (ShardFailure.IsUnavailable(e))
                {
                    return ShardFailure.Unavailable($"{user.Region}/keys", e).Detail;
                }

                await write(read);
            }

            place = page.Value.Place;
            if (place is null)
            {
                return null;
            }
        }
    }

    // The other side of a transfer received the user's id, and an institution the documents that went to it.
    private static void Note(HashSet<ExportRecipient> recipients, UserId user, ExportRow row)
    {
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var text = row.Cells[i].Text ?? "";
            switch (row.Table.Columns[i].Column)
            {
                case "counterparty" or "payer"
                    when Party.TryParse(text, out var party) && party.User is { } other && other.Region != user.Region:
                    recipients.Add(new ExportRecipient("region", other.Region));
                    break;
                case "institution":
                    recipients.Add(new ExportRecipient("institution", text));
                    break;
            }
        }
    }
}
