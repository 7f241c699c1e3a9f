namespace Domicile.Sharding.Migrations;

/// <summary>One script that a database has had: a row of <c>sharding.migration</c>.</summary>
internal sealed record JournalRow(string Set, int Number, string Script, string Checksum, DateTime AppliedAt);
