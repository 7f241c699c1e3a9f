using Domicile.Ledger.Messages;
using Npgsql;

namespace Domicile.Ledger.Central;

/// <summary>Lines of figures in the order of their columns; written as arrays, a parameter a column.</summary>
internal static class FiguresColumns
{
    /// <summary>Reads a line whose nine columns begin at one.</summary>
    public static FiguresLine Read(NpgsqlDataReader reader, int first) => new(
        reader.GetString(first),
        reader.GetString(first + 1),
        reader.GetFieldValue<DateOnly>(first + 2),
        reader.GetInt64(first + 3),
        reader.GetDecimal(first + 4),
        reader.GetInt64(first + 5),
        reader.GetDecimal(first + 6),
        reader.GetInt64(first + 7),
        reader.GetDecimal(first + 8));

    public static void Add(NpgsqlParameterCollection parameters, IReadOnlyList<FiguresLine> lines)
    {
        Add(line => line.Peer);
        Add(line => line.Asset);
        Add(line => line.Day);
        Add(line => line.InCount);
        Add(line => line.InSum);
        Add(line => line.OutCount);
        Add(line => line.OutSum);
        Add(line => line.FlightCount);
        Add(line => line.FlightSum);

        void Add<T>(Func<FiguresLine, T> field) =>
            parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. lines.Select(field)] });
    }
}
