using System.Globalization;
using System.Reflection;
using Domicile.Server.Books;
using Domicile.Server.Docs;
using Domicile.Server.Problems;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Users;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Requests;

/// <summary>
/// The header Domicile-Position, both ways: what the caller has seen comes in, and with the answer goes out what it has
/// seen then, which kind of node served it and how old that may be.
/// </summary>
internal sealed class SeenPosition : IInput, IEndpointParameterMetadataProvider
{
    public const string Header = "Domicile-Position";

    /// <summary><c>primary</c> or <c>replica</c>.</summary>
    public const string ServedByHeader = "Domicile-Served-By";

    /// <summary>Seconds; 0 from a primary.</summary>
    public const string AgeHeader = "Domicile-Age";

    private SeenPosition(RegionBooks books, Position position, ProblemAnswer? problem)
    {
        Books = books;
        Trail = new ReadTrail(position);
        Problem = problem;
    }

    /// <summary>The books that the position is of.</summary>
    public RegionBooks Books { get; }

    public ReadTrail Trail { get; }

    public ProblemAnswer? Problem { get; }

    /// <summary>Called by the framework.</summary>
    public static ValueTask<SeenPosition> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var books = http.RequestServices.GetRequiredService<RegionBooks>();
        var region = books.Ledger.Router.Region;
        var values = http.Request.Headers[Header];
        var position = Position.Start(region);
        ProblemAnswer? problem = null;
        if (values.Count > 0)
        {
            problem = values.Count == 1 && Position.TryParse(values[0] ?? "", out var sent)
                ? RegionMistake(position = sent, region)
                : new(HttpProblems.FieldInvalid, $"{Header} is sent once, as an answer gave it, unchanged.", Header);
        }

        var seen = new SeenPosition(books, position, problem);
        http.Response.OnStarting(() =>
        {
            seen.Tell(http.Response.Headers);
            return Task.CompletedTask;
        });
        return ValueTask.FromResult(seen);
    }

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            Header,
            ParameterLocation.Header,
            $"What the caller has seen: the {Header} of an earlier answer, unchanged. This answer then shows at least "
            + $"that much. Every answer has a new one to go on with, and {ServedByHeader} (primary or replica) and "
            + $"{AgeHeader} (how many seconds old it may be).",
            "MSBldSBzMS4xLjMwMDAxLjc"));
        builder.Metadata.Add(new Refuses([HttpProblems.FieldInvalid]));
    }

    /// <summary>
    /// Where a user's book is before a write to it: what the write shows is of that epoch or a later one.
    /// </summary>
    public (string Shard, int Epoch)? Before(UserId? user) =>
        user is { } owner && Books.Ledger.Router.TryRoute(owner.Number, out var route)
            ? (route.Shard.Name, route.Shard.Epoch)
            : null;

    /// <summary>Notes that the caller is told of a posting of a user's book.</summary>
    public void Wrote((string Shard, int Epoch)? before, UserId? user, long postingNumber)
    {
        if (before is var (shard, epoch) && epoch > 0 && user is { } owner)
        {
            Trail.Note(
                ServingNode.Primary, TimeSpan.Zero, new SeenVersion(shard, epoch, owner.Number, postingNumber));
        }
    }

    private static ProblemAnswer? RegionMistake(Position position, string region) => position.Region == region
        ? null
        : new(
            HttpProblems.FieldInvalid,
            $"This {Header} is of region {position.Region}, and this is {region}: keep one for each region.",
            Header);

    private void Tell(IHeaderDictionary headers)
    {
        if (Trail.Node is { } node)
        {
            headers[Header] = Trail.Position.ToString();
            headers[ServedByHeader] = node == ServingNode.Primary ? "primary" : "replica";
            headers[AgeHeader] = Trail.Age.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        }
    }
}
