"""All addresses of the server are those of django-helpdesk."""

from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls"))]
