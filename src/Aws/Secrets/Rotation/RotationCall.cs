using System.Text.Json;

namespace Domicile.Aws.Secrets.Rotation;

/// <summary>
/// One of the four steps of a rotation, as Secrets Manager calls a function with it ("Rotation function overview" in
/// its user guide).
/// </summary>
/// <param name="Step">One of <see cref="Steps"/>.</param>
/// <param name="SecretId">The secret's ARN.</param>
/// <param name="Version">The version that the rotation makes.</param>
public sealed record RotationCall(string Step, string SecretId, string Version)
{
    public const string Create = "createSecret";
    public const string Set = "setSecret";
    public const string Test = "testSecret";
    public const string Finish = "finishSecret";

    private static readonly string[] Steps = [Create, Set, Test, Finish];

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static RotationCall Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var call = new RotationCall(
                Text(document.RootElement, "Step"),
                Text(document.RootElement, "SecretId"),
                Text(document.RootElement, "ClientRequestToken"));
            return Steps.Contains(call.Step, StringComparer.Ordinal)
                ? call
                : throw new InvalidDataException($"A rotation has the steps {string.Join(", ", Steps)}.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("The event is no step of a rotation.", e);
        }
    }

    private static string Text(JsonElement call, string name) => call.GetProperty(name).GetString()
        ?? throw new InvalidDataException($"The step of a rotation has no {name}.");
}
