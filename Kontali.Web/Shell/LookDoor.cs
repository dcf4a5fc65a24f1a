namespace Kontali.Web.Shell;

/// <summary>Lets a command change how it all looks; the frame holds the look and opens the door when it is drawn.</summary>
public sealed class LookDoor
{
    private Func<Look> read = () => new();
    private Func<Look, Task> write = _ => Task.CompletedTask;

    /// <summary>The frame is here.</summary>
    public void Open(Func<Look> reader, Func<Look, Task> writer) => (read, write) = (reader, writer);

    /// <summary>How high a row of a list is now, in CSS pixels: --row of tokens.css, for scripts that count rows.</summary>
    public int RowHeight => read().Density == "comfortable" ? 40 : 32;

    /// <summary>Changes it.</summary>
    public Task ChangeAsync(Func<Look, Look> change) => write(change(read()));
}
