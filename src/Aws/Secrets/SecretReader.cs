using System.Text.Json.Nodes;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Secrets;

/// <summary>Reads secrets of Secrets Manager; keeps none.</summary>
/// <param name="calls">Of the AWS Region whose replica is read; stays the caller's.</param>
public sealed class SecretReader(SignedCalls calls)
{
    /// <summary>The secret's text as it is now (<c>AWSCURRENT</c>). Never to be logged.</summary>
    /// <param name="secret">Such as <c>domicile/eu/s1/server</c>.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <exception cref="AwsRefusedException">There is no such secret, or it may not be read.</exception>
    /// <exception cref="AwsUnavailableException">Secrets Manager does not answer.</exception>
    /// <exception cref="InvalidDataException">It is one of bytes.</exception>
    public async Task<string> ReadAsync(string secret, CancellationToken cancellation)
    {
        var answer = await calls.CallAsync(
            JsonService.Secrets,
            "GetSecretValue",
            new JsonObject { ["SecretId"] = secret },
            cancellation: cancellation);
        return answer.TryGetProperty("SecretString", out var text) && text.GetString() is { } found
            ? found
            : throw new InvalidDataException($"The secret {secret} in {calls.Site.Name} is no text.");
    }
}
