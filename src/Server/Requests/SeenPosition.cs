using System.Globalization;
using System.Reflection;
using Domicile.Ledger.Transfers;
using Domicile.Server.Books;
using Domicile.Server.Docs;
using Domicile.Server.Problems;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
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
            problem = values is [{ Length: > 0 } text] && Position.TryParse(text, out var sent)
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

    /// <summary>Where a user's book is before a write to it; null when it is not known yet.</summary>
    public (Shard Shard, int Epoch)? Before(UserId? user) =>
        user is { } owner && Books.Ledger.Router.TryRoute(owner.Number, out var route)
            ? (route.Shard, route.Shard.Epoch)
            : null;

    /// <summary>
    /// Looks, after a promotion and before a write, whether the book still has what the caller has seen of it: a
    /// position that goes on in the new epoch must not forget that something was lost.
    /// </summary>
    public async Task<ProblemAnswer?> MistakeAsync(
        (Shard Shard, int Epoch)? before, UserId? user, CancellationToken cancellation)
    {
        if (before is not var (shard, epoch) || user is not { } owner
            || Trail.Position.Of(owner.Number) is not { } seen || seen.Shard != shard.Name || seen.Epoch >= epoch)
        {
            return null;
        }

        var read = await Books.Ledger.Accounts.ListAsync(owner, Trail, cancellation);
        return read.IsDone ? null : ProblemAnswer.Of(read.Refusal);
    }

    /// <summary>
    /// Notes that the caller is told of a posting of a user's book. A problem when the shard has another primary by
    /// now, which does not have it.
    /// </summary>
    public async Task<ProblemAnswer?> WroteAsync(
        (Shard Shard, int Epoch)? before, UserId? user, Transfer transfer, CancellationToken cancellation)
    {
        if (before is not var (shard, epoch) || user is not { } owner || epoch == 0)
        {
            return null;
        }

        var written = new SeenVersion(shard.Name, epoch, owner.Number, transfer.PostingNumber);
        if (shard.Epoch != epoch)
        {
            // Which of the two primaries has written it, the book has to tell.
            var now = new ReadTrail(Position.Start(Trail.Position.Region));
            var found = await Books.Ledger.History.FindNowAsync(owner, transfer.Id, now, cancellation);
            if (!found.IsDone)
            {
                return ProblemAnswer.OfNode(shard.FullName);
            }

            written = now.Position.Of(owner.Number) ?? written;
        }

        Trail.Note(ServingNode.Primary, TimeSpan.Zero, written);
        return null;
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
