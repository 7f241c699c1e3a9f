using Domicile.Ledger.Messages;
using Npgsql;

namespace Domicile.Ledger.Central;

/// <summary>Lines of figures as arrays, a parameter a column.</summary>
internal static class FiguresColumns
{
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
