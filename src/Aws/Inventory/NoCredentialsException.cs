namespace Domicile.Aws.Inventory;

/// <summary>Nothing that was named gets anybody into AWS. The message says why and what to do.</summary>
public sealed class NoCredentialsException(string message) : Exception(message);
