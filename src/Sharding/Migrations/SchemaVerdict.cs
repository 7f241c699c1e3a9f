namespace Domicile.Sharding.Migrations;

/// <summary>Whether a program knows exactly the schema that a database has.</summary>
/// <param name="Node">The database's name in messages, such as <c>eu/s1</c>.</param>
/// <param name="Problem">Null when it does; else what differs and what to do.</param>
public sealed record SchemaVerdict(string Node, string? Problem)
{
    public bool IsKnown => Problem is null;
}
