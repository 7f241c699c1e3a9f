using Microsoft.OpenApi;

namespace Domicile.Server.Docs;

/// <summary>
/// A parameter of a path, query or header as the API's document shows it; carried by the type that reads it.
/// </summary>
/// <param name="Name">As it is spelt in the request.</param>
/// <param name="In">Where it stands.</param>
/// <param name="Text">What it is and which values it may have.</param>
/// <param name="Example">One of them.</param>
internal sealed record ParameterDoc(string Name, ParameterLocation In, string Text, string Example)
{
    public bool IsRequired { get; init; }

    /// <summary>A whole number; else text.</summary>
    public bool IsNumber { get; init; }
}
