namespace Kontali.Web;

/// <summary>Whether the demo firm stands in this database, and how to get in; shown at start and on the login page, in Development only.</summary>
public sealed class Demo
{
    /// <summary>True where the demo firm was seeded.</summary>
    public bool IsOn { get; set; }

    /// <summary>Its name.</summary>
    public string Firm { get; set; } = "";

    /// <summary>The administrator's e-mail.</summary>
    public string Login { get; set; } = "";

    /// <summary>Everybody's password there.</summary>
    public string Password { get; set; } = "";

    /// <summary>The firm's key for the API.</summary>
    public string ApiKey { get; set; } = "";
}
