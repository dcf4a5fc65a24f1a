namespace Kontali.Data.Database;

/// <summary>
/// Something about this machine or its settings stands in the way of starting. The sentence, in English,
/// says what is wrong and what to type; nobody needs a stack trace for it.
/// </summary>
public sealed class SetupProblem(string sentence, Exception? cause = null) : Exception(sentence, cause);
