namespace Domicile.Infrastructure.Worlds;

/// <summary>A topology that cannot be laid out in AWS. The message says why and what to do.</summary>
internal sealed class PlanException(string message) : Exception(message);
