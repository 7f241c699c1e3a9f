namespace Domicile.Server.Events;

/// <summary>Does what an event asks for: in a region, or at the centre. One event at a time.</summary>
internal interface IEventWork
{
    /// <summary>Works on one event, for no longer than its budget.</summary>
    /// <exception cref="InvalidDataException">No queue of this name is worked off here.</exception>
    Task<EventOutcome> RunAsync(LambdaEvent asked, CancellationToken cancellation);
}
