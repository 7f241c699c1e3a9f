using Domicile.Sharding.Fencing;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;

namespace OnlySharding;

/// <summary>Notes of users, each user's on the shard that owns the user.</summary>
internal sealed class Notes(FencedWriter writer)
{
    public static MigrationSet Schema { get; } =
        MigrationSet.FromAssembly("notes", typeof(Notes).Assembly, "Migrations");

    public Task<FencedResult<int>> AddAsync(long userNumber, Guid noteId, string text) => writer.WriteAsync(
        userNumber,
        batch => batch.BatchCommands.Add(new(SqlFile.Read<Notes>("AddNote.sql"))
        {
            Parameters = { new() { Value = userNumber }, new() { Value = noteId }, new() { Value = text } },
        }),
        default);

    public async Task PrintAsync(IEnumerable<Shard> shards)
    {
        foreach (var shard in shards)
        {
            await using var count = shard.Primary.CreateCommand(SqlFile.Read<Notes>("CountNotes.sql"));
            Console.WriteLine($"{shard.FullName} has {await count.ExecuteScalarAsync()}");
        }
    }
}
