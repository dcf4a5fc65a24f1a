namespace Kontali.Data.Documents;

/// <summary>The store cannot be reached: nothing was kept, and it may go well later.</summary>
public sealed class StoreUnreachable(string message, Exception inner) : IOException(message, inner);
