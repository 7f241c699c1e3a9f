using System.Text.Json;

namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>Reads a list, line by line; refuses one that was cut off, or that is of something else.</summary>
/// <param name="name">Of the file, for messages.</param>
/// <param name="lines">From its first line on.</param>
internal sealed class ListReader(string name, IEnumerable<string> lines)
{
    /// <summary>The head, which is read first, and then the sides.</summary>
    /// <param name="take">Called for each side.</param>
    /// <exception cref="InvalidDataException">It is no list, or not a whole one.</exception>
    public void Read(Action<ListedSide> take)
    {
        var head = ReadHead();
        var (number, count, isWhole) = (1L, 0L, false);
        foreach (var line in lines.Skip(1))
        {
            number++;
            if (isWhole)
            {
                throw new InvalidDataException($"{name} goes on behind its end, in line {number}.");
            }

            if (line.StartsWith("{\"sideCount\":", StringComparison.Ordinal))
            {
                isWhole = Parse<ListWriter.ListEnd>(line, number).SideCount == count;
                continue;
            }

            count++;
            take(Check(Parse<ListedSide>(line, number), head.Span, number));
        }

        if (!isWhole)
        {
            throw new InvalidDataException($"{name} is not whole: its end is missing, or lines before it.");
        }
    }

    /// <exception cref="InvalidDataException">It is no list.</exception>
    public ListHead ReadHead()
    {
        var head = Parse<ListHead>(lines.FirstOrDefault() ?? "", 1);
        return head.Format == ListHead.FormatName
            ? head
            : throw new InvalidDataException($"{name} is not of the form {ListHead.FormatName}, but {head.Format}.");
    }

    private ListedSide Check(ListedSide side, TransferSpan span, long number) =>
        side.Side is ListedSide.Payer or ListedSide.Payee
        && side.User.StartsWith($"{span.Region}-", StringComparison.Ordinal)
        && side.Counterparty.StartsWith($"{span.With}-", StringComparison.Ordinal)
        && side.Transfer.CompareTo(span.First) >= 0 && side.Transfer.CompareTo(span.End) < 0
            ? side
            : throw new InvalidDataException($"{name}, line {number}: this side is not of what its first line says.");

    private T Parse<T>(string line, long number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, ListWriter.Json)
                ?? throw new InvalidDataException($"{name}, line {number}, is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{name}, line {number}, is not what a list of transfers has there: {e.Message}", e);
        }
    }
}
