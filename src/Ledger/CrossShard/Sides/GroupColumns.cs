using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>
/// A group of transfers as the arrays of one call: a parameter for each column, an element for each item.
/// </summary>
internal sealed class GroupColumns<T>(NpgsqlParameterCollection parameters, IReadOnlyList<T> group)
{
    /// <summary>Adds the next parameter.</summary>
    public GroupColumns<T> Add<TValue>(NpgsqlDbType element, Func<T, TValue> field)
    {
        var values = new TValue[group.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = field(group[i]);
        }

        parameters.Add(new NpgsqlParameter<TValue[]>
        {
            NpgsqlDbType = NpgsqlDbType.Array | element,
            TypedValue = values,
        });
        return this;
    }

    /// <summary>Adds the next parameter; null as a whole when no item has a value, which costs less.</summary>
    public GroupColumns<T> AddIfAny(NpgsqlDbType element, Func<T, byte[]?> field)
    {
        for (var i = 0; i < group.Count; i++)
        {
            if (field(group[i]) is not null)
            {
                return Add(element, field);
            }
        }

        parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | element, Value = DBNull.Value });
        return this;
    }
}
