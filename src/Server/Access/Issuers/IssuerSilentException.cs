namespace Domicile.Server.Access.Issuers;

/// <summary>The issuer of the region's tokens does not tell its keys, and none are known from before.</summary>
internal sealed class IssuerSilentException(string message, Exception? inner = null) : Exception(message, inner);
