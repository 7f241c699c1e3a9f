using Domicile.Aws.Calls;
using Domicile.Aws.Secrets.Rotation;
using Domicile.Ledger;
using Domicile.Server.Events;
using Domicile.Server.Logging;
using Domicile.Server.Problems;
using Npgsql;

namespace Domicile.Server.Rotation;

/// <summary>
/// The server of a function that Secrets Manager calls: each call is one step of the rotation of one secret. What could
/// not be done is answered with an error status, which fails the invocation, so that the step comes again.
/// </summary>
internal static class RotationServer
{
    /// <summary>Wires it; nothing is asked or opened before it is started.</summary>
    public static WebApplication Build(RotationParts parts)
    {
        var builder = EventServer.Begin(parts.Url);
        builder.Services.AddSingleton(parts);

        var app = EventServer.Finish(builder, parts.Region, parts.Site);
        app.MapPost(EventEndpoint.Path, RunAsync).ExcludeFromDescription();
        return app;
    }

    private static async Task<IResult> RunAsync(HttpContext http, RotationParts parts, ILogger<RotationParts> log)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        RotationCall? call = null;
        try
        {
            call = RotationCall.Read(body.GetBuffer().AsMemory(0, (int)body.Length));
            await parts.Rotation.RunAsync(call, http.RequestAborted);
            RotationLines.Done(log, call.Step, call.SecretId);
            return Results.Ok();
        }
        catch (InvalidDataException e)
        {
            RotationLines.Refused(log, call?.Step ?? "", call?.SecretId ?? "", e.Message);
            return new ProblemAnswer(HttpProblems.EventUnknown, e.Message);
        }
        catch (Exception e) when (
            e is NpgsqlException or InvalidOperationException or ServiceUnavailableException or AwsRefusedException)
        {
            // A statement that sets a password is never part of what PostgreSQL says of it here: it is in no message.
            RotationLines.Refused(log, call?.Step ?? "", call?.SecretId ?? "", ErrorTrace.Of(e));
            return new ProblemAnswer(HttpProblems.EventLeft, "The step of the rotation has to come again.");
        }
    }
}
